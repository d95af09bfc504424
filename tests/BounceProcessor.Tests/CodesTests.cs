using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;

using Xunit;

namespace BounceProcessor.Tests;

public sealed class CodesTests
{
    [Fact]
    public void A_code_is_lower_case_with_hyphens() => Assert.Equal("our-postmaster", Fixer.OurPostmaster.ToCode());

    [Fact]
    public void Every_kind_is_read_back_from_its_code() =>
        Assert.All(Enum.GetValues<MailKind>(), kind => Assert.Equal(kind, Codes.Parse<MailKind>(kind.ToCode())));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Hard")]
    [InlineData("harder")]
    public void What_is_no_code_is_nothing(string? code) => Assert.Null(Codes.Parse<Severity>(code));

    [Fact]
    public void A_value_outside_the_enumeration_has_no_code() => Assert.Throws<KeyNotFoundException>(() => ((Severity)99).ToCode());
}
