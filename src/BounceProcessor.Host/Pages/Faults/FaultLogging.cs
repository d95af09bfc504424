using Microsoft.AspNetCore.Diagnostics;

namespace BounceProcessor.Host.Pages.Faults;

/// <summary>Logs a failed request under the id that the error page shows. The page itself says no more.</summary>
internal sealed class FaultLogging(ILogger<FaultLogging> logger) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        logger.PageFailed(httpContext.Request.Path, httpContext.TraceIdentifier, exception);
        return ValueTask.FromResult(false);
    }
}
