using System.CommandLine;

using BounceProcessor.Diagnosis;
using BounceProcessor.Senders;

namespace BounceProcessor.Host.Commands.Senders;

/// <summary>The options of <c>user set</c>; what is not given stays, empty text clears.</summary>
internal sealed class UserOptionSet
{
    private readonly Option<string?> _name = SenderWork.Text("--name", "TEXT", "The user's name, shown to receivers.");
    private readonly Option<string?> _email = SenderWork.Text("--email", "ADDRESS", "The user's own address.");
    private readonly Option<string?> _mode = SenderWork.Coded("--mode", "How the mail leaves; empty: as the base user.", Codes.All<SenderMode>().Append(""));
    private readonly Option<string?> _provider = SenderWork.Coded("--provider", "Fills in mode, server, port and TLS of a provider.", SubmissionProviders.All.Select(one => one.Code));
    private readonly Option<string?> _host = SenderWork.Text("--host", "NAME", "Sending server.");
    private readonly Option<int?> _port = new("--port") { HelpName = "NUMBER", Description = "Its port, usually 465 or 587; 0 clears it." };
    private readonly Option<string?> _tls = SenderWork.Coded("--tls", "How the connection is encrypted; empty: by the port.", Codes.All<SubmissionTls>().Append(""));
    private readonly Option<string?> _username = SenderWork.Text("--username", "TEXT", "User name of the sign-in. The password is set with: bounceproc user password");
    private readonly Option<string?> _language = SenderWork.Coded("--language", "Language of what is written to this user.", ["en", "et"]);

    /// <summary>Adds them to the command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _name, _email, _mode, _provider, _host, _port, _tls, _username, _language })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The card with what was given; a single setting wins over the provider's.</summary>
    public UserCard Apply(ParseResult parsed, UserCard card)
    {
        var provider = SubmissionProviders.All.FirstOrDefault(one => one.Code == parsed.GetValue(_provider));
        var before = provider?.FillIn(card) ?? card;
        return before with
        {
            Name = parsed.GetValue(_name) ?? before.Name,
            Email = parsed.GetValue(_email) ?? before.Email,
            Mode = parsed.GetValue(_mode) is { } mode ? Codes.Parse<SenderMode>(mode) : before.Mode,
            Host = parsed.GetValue(_host) ?? before.Host,
            Port = parsed.GetValue(_port) switch
            {
                0 => null,
                { } port => port,
                null => before.Port,
            },
            Tls = parsed.GetValue(_tls) is { } tls ? Codes.Parse<SubmissionTls>(tls) : before.Tls,
            Username = parsed.GetValue(_username) ?? before.Username,
            Language = parsed.GetValue(_language) ?? before.Language,
        };
    }
}
