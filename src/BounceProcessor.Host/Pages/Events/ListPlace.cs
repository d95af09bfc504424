namespace BounceProcessor.Host.Pages.Events;

/// <summary>The view of the list a visitor came from, for the way back. Lives as long as the open page.</summary>
internal sealed class ListPlace
{
    public string Address { get; set; } = "/events";
}
