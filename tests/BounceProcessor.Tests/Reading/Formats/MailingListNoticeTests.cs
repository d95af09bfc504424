using BounceProcessor.Diagnosis.Reading;

using Xunit;

namespace BounceProcessor.Tests.Reading.Formats;

public sealed class MailingListNoticeTests
{
    [Fact]
    public void The_list_that_refuses_a_posting_is_the_recipient()
    {
        var reading = Read("clients-admin@lists.example.org", "Your address <firmanimi@event.data.directo.ee> is not a member of this mailing list <clients@lists.example.org>.");

        Assert.Equal(MailKind.Failure, reading.Kind);
        Assert.Equal("clients@lists.example.org", Assert.Single(reading.Recipients).Address);
    }

    [Theory]
    [InlineData("clients-bounces@lists.example.org")]
    [InlineData("owner-clients@lists.example.org")]
    [InlineData("clients-request@lists.example.org")]
    public void Where_only_its_owner_is_named_the_list_is_told_from_it(string owner) =>
        Assert.Equal("clients@lists.example.org", Assert.Single(Read(owner, "You are not allowed to post to this mailing list.").Recipients).Address);

    [Fact]
    public void A_list_named_without_its_domain_is_one_of_the_robots_domain() =>
        Assert.Equal("clients@lists.example.org", Assert.Single(Read("sympa@lists.example.org", "Your message for list 'clients' (attached below) was rejected.").Recipients).Address);

    [Fact]
    public void A_posting_that_waits_for_the_moderator_has_not_failed() =>
        Assert.NotEqual(MailKind.Failure, Read("clients-bounces@lists.example.org", "Is being held until the list moderator can review it. Reason: only subscribers may post.").Kind);

    [Fact]
    public void A_welcome_that_explains_the_rules_is_no_refusal() =>
        Assert.NotEqual(MailKind.Failure, Read("clients-request@lists.example.org", "Welcome to the clients list. Only subscribers may post.").Kind);

    [Fact]
    public void A_person_who_writes_of_such_a_refusal_refuses_nothing() =>
        Assert.NotEqual(MailKind.Failure, Read("ana@example.org", "It said: You are not allowed to post to this mailing list.").Kind);

    private static MailReading Read(string from, string text) =>
        Mails.Read($"From: {from}\nTo: firmanimi@event.data.directo.ee\nSubject: Your posting\n\n{text}\n");
}
