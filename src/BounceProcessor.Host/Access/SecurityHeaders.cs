namespace BounceProcessor.Host.Access;

/// <summary>Headers that keep a page from running or lending itself to anything foreign.</summary>
internal static class SecurityHeaders
{
    // MudBlazor sets sizes and positions in style attributes, so styles are open; scripts are not.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'self'; frame-ancestors 'none'; object-src 'none'";

    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        context.Response.OnStarting(
            static state =>
            {
                // Nothing of a page stays behind after signing out; assets say themselves how long they may be kept.
                var answer = (HttpResponse)state;
                if (answer.Headers.CacheControl.Count == 0)
                {
                    answer.Headers.CacheControl = "no-store";
                }

                return Task.CompletedTask;
            },
            context.Response);
        return next(context);
    }
}
