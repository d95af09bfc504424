using System.Data.Common;

using BounceProcessor.Companies;
using BounceProcessor.Events;
using BounceProcessor.Marks;
using BounceProcessor.Matching;
using BounceProcessor.Secrets;
using BounceProcessor.Tokens;

using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Tests.Matching;

/// <summary>Matching on a database of a test.</summary>
internal static class TestMatching
{
    // The keys of tokens are encrypted with a ring that lives as long as the test process.
    private static readonly KeyRing Ring = new(
        new KeyFolder("none"),
        new ServiceCollection().AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider()).BuildServiceProvider());

    /// <summary>Files as the product does.</summary>
    public static MatchedFiling Filing(DbDataSource database, EventStore events, TimeProvider time) => new(
        new BatchMatching(new ClueReading(Tokens(database, time), Options.Create(new CompanyOptions()))),
        events,
        new MatchEffects(Marks(database, time)));

    public static AddressMarks Marks(DbDataSource database, TimeProvider time) => new(database, Options.Create(new MarkOptions()), time);

    public static SignedTokens Tokens(DbDataSource database, TimeProvider time, TimeSpan? validFor = null)
    {
        var options = Options.Create(new TokenOptions { ValidFor = validFor ?? new TokenOptions().ValidFor });
        return new SignedTokens(new TokenKeys(database, Ring, options, time, NullLogger<TokenKeys>.Instance), options, time);
    }
}
