using System.Data.Common;

using BounceProcessor.Companies;
using BounceProcessor.Intake;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Tests.Companies;

/// <summary>The companies of a configuration and a database.</summary>
internal static class TestCompanies
{
    public static CompanyDirectory Directory(DbDataSource database, CompanyOptions options)
    {
        var history = new SenderHistory(database, TimeProvider.System);
        return new CompanyDirectory(Options.Create(options), new CompanyStore(database, history), history, NullLogger<CompanyDirectory>.Instance);
    }

    public static CompanyResolver Resolver(DbDataSource database, CompanyOptions options) =>
        new(Options.Create(options), Directory(database, options));
}
