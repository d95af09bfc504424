using BounceProcessor.Diagnosis.Reading;

using Xunit;

namespace BounceProcessor.Tests.Reading;

public sealed class DeliveryStatusReaderTests
{
    private const string First = "Final-Recipient: rfc822; ana@example.org\nAction: failed\nStatus: 5.1.1\n";

    private const string Second = "Final-Recipient: rfc822; jaan@example.net\nAction: delayed\nStatus: 4.2.2\n";

    [Fact]
    public void Two_groups_are_two_recipients()
    {
        var status = DeliveryStatusReader.Read("Reporting-MTA: dns; mx.example.com\n\n" + First + "\n" + Second);

        Assert.Equal(["5.1.1", "4.2.2"], status.Recipients.Select(group => group["Status"]));
        Assert.Equal("dns; mx.example.com", status.Message["Reporting-MTA"]);
    }

    [Fact]
    public void Groups_without_a_blank_line_between_them_are_still_two_recipients()
    {
        var status = DeliveryStatusReader.Read("Reporting-MTA: dns; mx.example.com\n" + First + Second);

        Assert.Equal(2, status.Recipients.Count);
        Assert.Equal("failed", status.Recipients[0]["Action"]);
        Assert.Equal("delayed", status.Recipients[1]["Action"]);
    }

    [Fact]
    public void A_separator_line_of_blanks_separates() =>
        Assert.Equal(2, DeliveryStatusReader.Read(First + " \t \n" + Second).Recipients.Count);

    [Fact]
    public void A_blank_line_inside_a_group_splits_nobody()
    {
        var status = DeliveryStatusReader.Read("Final-Recipient: rfc822; ana@example.org\n\nAction: failed\nStatus: 5.1.1\n");

        var group = Assert.Single(status.Recipients);
        Assert.Equal("5.1.1", group["Status"]);
    }

    [Fact]
    public void Action_before_the_recipient_belongs_to_it()
    {
        var status = DeliveryStatusReader.Read(
            "Action: failed\nFinal-Recipient: rfc822; ana@example.org\nStatus: 5.0.0\nAction: failed\nFinal-Recipient: rfc822; jaan@example.net\nStatus: 5.2.1\n");

        Assert.Equal(["5.0.0", "5.2.1"], status.Recipients.Select(group => group["Status"]));
    }

    [Fact]
    public void A_line_that_is_no_field_hides_no_recipient()
    {
        var status = DeliveryStatusReader.Read("<<< 550 no\n" + First + "\n----- what follows -----\n" + Second);

        Assert.Equal(2, status.Recipients.Count);
    }

    [Fact]
    public void A_continuation_that_is_not_indented_continues_the_diagnostic()
    {
        var status = DeliveryStatusReader.Read(First + "Diagnostic-Code: smtp; 550 5.1.1 no such\nuser here\n");

        Assert.Equal("smtp; 550 5.1.1 no such\nuser here", status.Recipients[0]["Diagnostic-Code"]);
    }

    [Fact]
    public void Base64_in_the_middle_is_read()
    {
        var hidden = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(Second), Base64FormattingOptions.InsertLineBreaks);

        var status = DeliveryStatusReader.Read(First + "\n" + hidden);

        Assert.Equal(2, status.Recipients.Count);
        Assert.Equal("4.2.2", status.Recipients[1]["Status"]);
    }

    [Fact]
    public void Recipient_lines_are_counted_apart_from_groups() =>
        Assert.Equal(2, DeliveryStatusReader.Read(First + Second).NamedRecipients);
}
