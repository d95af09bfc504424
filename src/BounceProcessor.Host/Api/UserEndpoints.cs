using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization;

using BounceProcessor.ApiTokens;
using BounceProcessor.Diagnosis;
using BounceProcessor.Senders;
using BounceProcessor.Sending.Composing;

namespace BounceProcessor.Host.Api;

/// <summary>User cards. A password goes in and never comes out.</summary>
internal static class UserEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = 3,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Adds the endpoints.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api = api.MapGroup("").WithTags("Users");
        api.MapGet("/users/{code}", FindAsync).With(ApiScopes.UsersWrite, "FindUser", "The mail settings of a user", "Whether there is a password, but not which.")
            .Produces<UserAnswer>()
            .Problems(StatusCodes.Status404NotFound);
        api.MapPut("/users/{code}", SaveAsync).With(ApiScopes.UsersWrite, "SaveUser", "Add or replace the mail settings of a user", "The whole card, but for the password, which stays when it is left out.")
            .Accepts<UserSubmission>(MediaTypeNames.Application.Json)
            .Produces<UserAnswer>()
            .Problems(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> FindAsync(string code, ApiCaller caller, UserCards cards, CancellationToken cancellationToken) =>
        await cards.FindAsync(caller.Company, code, cancellationToken) is { } card ? TypedResults.Ok(UserAnswer.Of(card)) : ApiProblem.NotFound("no user of this code");

    private static async Task<IResult> SaveAsync(string code, HttpRequest request, ApiCaller caller, UserCards cards, CancellationToken cancellationToken)
    {
        UserSubmission user;
        try
        {
            user = await JsonSerializer.DeserializeAsync<UserSubmission>(request.Body, Json, cancellationToken) ?? throw new JsonException();
        }
        catch (JsonException fault)
        {
            return ApiProblem.Refused([SubmissionReader.Unreadable(fault)]);
        }

        List<MailFault> faults = [];
        var card = new UserCard
        {
            Company = caller.Company,
            Code = code,
            Name = user.Name,
            Email = user.Email,
            Mode = Choice<SenderMode>(user.Mode, "mode", faults),
            Host = user.Host,
            Port = user.Port,
            Tls = Choice<SubmissionTls>(user.Tls, "tls", faults),
            Username = user.Username,
            Language = user.Language ?? "et",
        };
        var password = user.Password switch { null => PasswordChange.Keep, "" => PasswordChange.Remove, var text => PasswordChange.To(text) };
        if (faults.Count == 0)
        {
            var saving = await cards.SaveAsync(card, password, caller.By, cancellationToken);
            faults.AddRange(saving.Faults.Select(fault => new MailFault(fault.Key, fault.Code, fault.Text)));
        }

        return faults.Count == 0 && await cards.FindAsync(caller.Company, code, cancellationToken) is { } saved
            ? TypedResults.Ok(UserAnswer.Of(saved))
            : ApiProblem.Refused(faults);
    }

    private static T? Choice<T>(string? code, string field, List<MailFault> faults)
        where T : struct, Enum
    {
        var value = Codes.Parse<T>(code);
        if (code is not null && value is null)
        {
            var known = string.Join(", ", Codes.All<T>());
            faults.Add(new MailFault(field, $"{field}-unknown", new LocalizedText(
                $"{field} is \"{TextLine.Of(code)}\"; write one of {known}.", $"{field} on \"{TextLine.Of(code)}\"; kirjutage üks neist: {known}.")));
        }

        return value;
    }
}
