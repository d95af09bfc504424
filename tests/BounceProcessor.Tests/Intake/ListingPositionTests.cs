using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;

using Xunit;

namespace BounceProcessor.Tests.Intake;

public sealed class ListingPositionTests
{
    [Fact]
    public void A_mailbox_without_positions_is_always_listed_whole()
    {
        var position = Seen(0, 0);

        Assert.Null(position.Next(complete: true, 10));
    }

    [Fact]
    public void A_broken_off_listing_out_of_order_moves_nothing()
    {
        var position = Seen(500, 300);

        Assert.Null(position.Next(complete: false, 10));
    }

    [Fact]
    public void A_broken_off_listing_in_order_moves_to_where_it_got()
    {
        var position = Seen(300, 500);

        Assert.Equal(491, position.Next(complete: false, 10));
    }

    [Fact]
    public void The_window_never_reaches_below_the_beginning()
    {
        var position = Seen(3);

        Assert.Equal(0, position.Next(complete: true, 1000));
    }

    [Fact]
    public void A_complete_listing_out_of_order_counts_from_its_highest_mail()
    {
        var position = Seen(500, 300);

        Assert.Equal(491, position.Next(complete: true, 10));
    }

    private static ListingPosition Seen(params long[] positions)
    {
        var position = new ListingPosition();
        foreach (var at in positions)
        {
            position.Saw(new MailEntry("k", at, 1, DateTimeOffset.UnixEpoch));
        }

        return position;
    }
}
