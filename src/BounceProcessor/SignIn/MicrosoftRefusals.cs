using System.Globalization;
using System.Text.Json;

using Microsoft.Identity.Client;

namespace BounceProcessor.SignIn;

/// <summary>Puts what Microsoft's identity platform refuses into words.</summary>
internal static class MicrosoftRefusals
{
    private const string CodeWord = "AADSTS";

    /// <summary>The fault behind MSAL's exception.</summary>
    public static TokenException Explain(TokenAccount account, MsalException fault)
    {
        if (Network(fault) is { } network)
        {
            return EndpointFaults.Explain(account, network);
        }

        if (fault is not MsalServiceException service)
        {
            return fault.ErrorCode == MsalError.CodeExpired
                ? MicrosoftCodes.ByError("expired_token").For(account, MicrosoftTokens.Scope(account), fault.ErrorCode, fault)
                : new TokenException($"no token can be asked for ({TextLine.Of(fault.Message)})", $"check the section {account.Key}:OAuth", fault);
        }

        var (error, description) = Read(service.ResponseBody);
        if (error is null)
        {
            return EndpointFaults.Strange(account, service.StatusCode, fault);
        }

        // Trace and correlation ids follow; the number and its sentence are what helps.
        var said = TextLine.Of(description.Split(["Trace ID:", "\r", "\n"], StringSplitOptions.None)[0].Trim());
        var words = Number(description) is { } number && MicrosoftCodes.ByNumber.TryGetValue(number, out var known) ? known : MicrosoftCodes.ByError(error);
        return words.For(account, MicrosoftTokens.Scope(account), said.Length > 0 ? $"{error}, {said}" : error, fault);
    }

    private static Exception? Network(MsalException fault) => fault switch
    {
        MsalServiceException { StatusCode: > 0 } => null,
        { InnerException: HttpRequestException or IOException or OperationCanceledException } => fault.InnerException,
        { ErrorCode: MsalError.RequestTimeout } => new OperationCanceledException(),
        _ => null,
    };

    private static int? Number(string description)
    {
        var at = description.IndexOf(CodeWord, StringComparison.Ordinal);
        var digits = at < 0 ? "" : string.Concat(description[(at + CodeWord.Length)..].TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static (string? Error, string Description) Read(string? body)
    {
        try
        {
            using var json = JsonDocument.Parse(body ?? "");
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error)
                ? (error.ToString(), json.RootElement.TryGetProperty("error_description", out var description) ? description.ToString() : "")
                : (null, "");
        }
        catch (JsonException)
        {
            return (null, "");
        }
    }
}
