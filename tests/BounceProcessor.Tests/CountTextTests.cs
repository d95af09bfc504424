using Xunit;

namespace BounceProcessor.Tests;

public sealed class CountTextTests
{
    [Theory]
    [InlineData(0, "0 tries")]
    [InlineData(1, "1 try")]
    [InlineData(2, "2 tries")]
    [InlineData(1001, "1001 tries")]
    public void One_thing_is_one_and_any_other_number_several(long count, string text) => Assert.Equal(text, CountText.Of(count, "try", "tries"));

    [Fact]
    public void Without_a_word_for_several_it_has_an_s_and_thousands_may_be_parted() =>
        Assert.Equal(("1 mail", "12,345 mails"), (CountText.Long(1, "mail"), CountText.Long(12_345, "mail")));
}
