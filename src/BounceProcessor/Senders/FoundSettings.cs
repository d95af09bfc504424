using BounceProcessor.Companies;

namespace BounceProcessor.Senders;

/// <summary>What the rule has found so far.</summary>
internal sealed class FoundSettings(Setting<SenderMode> mode)
{
    public Setting<SenderMode> Mode => mode;

    public Setting<string>? Host { get; set; }

    public Setting<int>? Port { get; set; }

    public Setting<SubmissionTls>? Tls { get; set; }

    public SubmissionSignIn SignIn { get; set; }

    public Setting<string>? Username { get; set; }

    public SettingSource? Password { get; set; }

    public List<SettingFault> Faults { get; } = [];

    public List<SettingFault> Warnings { get; } = [];

    public SettingsOutcome Outcome(CardPair cards, OperatorServerOptions server)
    {
        if (Faults.Count > 0 || Host is null || Port is null || Tls is null)
        {
            return new SettingsOutcome(null, Faults, Warnings);
        }

        var settings = new EffectiveSettings
        {
            Company = cards.Company.Code,
            User = cards.Own.Code,
            Name = cards.Own.Name,
            Email = cards.Own.Email ?? "",
            Mode = Mode,
            Host = Host,
            IsOperatorServer = ServerName.IsSame(Host.Value, server.Host),
            Port = Port,
            Tls = Tls,
            SignIn = SignIn,
            Username = Username,
            Password = Password,
        };
        return new SettingsOutcome(settings, [], Warnings);
    }
}
