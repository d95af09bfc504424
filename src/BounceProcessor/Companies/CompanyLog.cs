using Microsoft.Extensions.Logging;

namespace BounceProcessor.Companies;

internal static partial class CompanyLog
{
    [LoggerMessage(1600, LogLevel.Warning, "Companies:OnlyListed is true, but there is no company, neither in Companies:List nor on the page Companies, so every mail is unresolved; add the companies or set it to false")]
    public static partial void NobodyIsListed(ILogger logger);

    [LoggerMessage(1601, LogLevel.Warning, "The company \"{Company}\" stands in Companies:List and in the database; the configuration counts. Remove it from one of them")]
    public static partial void Hidden(ILogger logger, string company);
}
