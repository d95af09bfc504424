using BounceProcessor.Sending.Resending;

using Xunit;

namespace BounceProcessor.Tests.Sending.Resending;

public sealed class AddressTyposTests
{
    [Theory]
    [InlineData("jaan@gmial.com", "jaan@gmail.com")]
    [InlineData("jaan@gmal.com", "jaan@gmail.com")]
    [InlineData("jaan@gmaill.com", "jaan@gmail.com")]
    [InlineData("jaan@gmail.con", "jaan@gmail.com")]
    [InlineData("jaan@gmail.co", "jaan@gmail.com")]
    [InlineData("jaan@hotmial.com", "jaan@hotmail.com")]
    [InlineData("Jaan@Outlok.com", "jaan@outlook.com")]
    [InlineData("jaan@firmanimi.con", "jaan@firmanimi.com")]
    [InlineData("jaan@onlin.ee", "jaan@online.ee")]
    [InlineData("jaan@gmail.com", null)]
    [InlineData("jaan@mail.com", null)]
    [InlineData("jaan@ymail.com", null)]
    [InlineData("jaan@gmx.de", null)]
    [InlineData("jaan@hot.ee", null)]
    [InlineData("jaan@hat.ee", null)]
    [InlineData("jaan@firmanimi.example", null)]
    [InlineData("jaan", null)]
    [InlineData("", null)]
    public void A_domain_of_many_people_with_one_slip_is_told(string typed, string? meant) => Assert.Equal(meant, AddressTypos.Suggest(typed));
}
