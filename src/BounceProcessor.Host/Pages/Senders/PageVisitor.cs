using BounceProcessor.Host.Access;

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace BounceProcessor.Host.Pages.Senders;

/// <summary>Who changes something on a page. The session may have ended since the page was opened; an open page is looked at only once a minute.</summary>
internal sealed class PageVisitor(AuthenticationStateProvider visitors, Session sessions, NavigationManager navigation)
{
    /// <summary>The visitor's name.</summary>
    /// <returns><see langword="null"/> when the session has ended; the browser is on its way to the sign-in page then.</returns>
    public async Task<string?> NameAsync(CancellationToken cancellationToken)
    {
        var visitor = (await visitors.GetAuthenticationStateAsync()).User;
        if (await sessions.HoldsAsync(visitor, cancellationToken))
        {
            return visitor.Identity?.Name ?? "";
        }

        navigation.NavigateTo($"/sign-in?returnUrl={Uri.EscapeDataString("/" + navigation.ToBaseRelativePath(navigation.Uri))}", forceLoad: true);
        return null;
    }
}
