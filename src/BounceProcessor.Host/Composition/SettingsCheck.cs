using BounceProcessor.Alerts;
using BounceProcessor.Companies;
using BounceProcessor.Database;
using BounceProcessor.Events;
using BounceProcessor.Host.Api;
using BounceProcessor.Host.Pages;
using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;
using BounceProcessor.Marks;
using BounceProcessor.MassMail;
using BounceProcessor.Polling;
using BounceProcessor.Rules;
using BounceProcessor.Secrets;
using BounceProcessor.Sending;
using BounceProcessor.Tokens;
using BounceProcessor.Webhooks;

namespace BounceProcessor.Host.Composition;

/// <summary>Finds every fault of a configuration at once: unknown keys, values that cannot be read, values out of range.</summary>
internal sealed class SettingsCheck(IConfigurationRoot configuration)
{
    /// <summary>Our sections and the type each is read into.</summary>
    public static readonly IReadOnlyDictionary<string, Type> Sections = new Dictionary<string, Type>(StringComparer.OrdinalIgnoreCase)
    {
        [MailboxesOptions.Section] = typeof(Dictionary<string, MailboxOptions>),
        [DatabaseOptions.Section] = typeof(DatabaseOptions),
        [EventOptions.Section] = typeof(EventOptions),
        [PollingOptions.Section] = typeof(PollingOptions),
        [IntakeOptions.Section] = typeof(IntakeOptions),
        [CompanyOptions.Section] = typeof(CompanyOptions),
        [AlertOptions.Section] = typeof(AlertOptions),
        [RulesOptions.Section] = typeof(RulesOptions),
        [RetentionOptions.Section] = typeof(RetentionOptions),
        [PagesOptions.Section] = typeof(PagesOptions),
        [SecretOptions.Section] = typeof(SecretOptions),
        [SendingOptions.Section] = typeof(SendingOptions),
        [MassMailOptions.Section] = typeof(MassMailOptions),
        [TokenOptions.Section] = typeof(TokenOptions),
        [MarkOptions.Section] = typeof(MarkOptions),
        [ApiOptions.Section] = typeof(ApiOptions),
        [WebhookOptions.Section] = typeof(WebhookOptions),
        [WebOptions.Section] = typeof(WebOptions),
    };

    private readonly List<string> _faults = [];
    private readonly List<string> _keys = [];

    /// <summary>One line a fault, in the order of the sections.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Whether a key, or a group it is in, is at fault.</summary>
    public bool IsAtFault(string key) =>
        _keys.Any(fault => key.StartsWith(fault, StringComparison.OrdinalIgnoreCase) && (key.Length == fault.Length || key[fault.Length] == ':'));

    /// <summary>Finds them.</summary>
    public void Run()
    {
        foreach (var (section, type) in Sections)
        {
            new SectionCheck(configuration, Add).Check(configuration.GetSection(section), type);
        }

        LogLevels();
        UnknownSections();
    }

    private void Add(string key, string fault)
    {
        _keys.Add(key);
        _faults.Add(fault);
    }

    private void LogLevels()
    {
        foreach (var level in configuration.GetSection("Logging:LogLevel").GetChildren())
        {
            if (!Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out _))
            {
                Add(level.Path, $"{level.Path} is \"{level.Value}\"; write one of {string.Join(", ", Enum.GetNames<LogLevel>())}.");
            }
        }
    }

    // Only of files: the environment is full of names that are none of ours.
    private void UnknownSections()
    {
        string[] known = [.. Sections.Keys, "Logging"];
        var keys = configuration.Providers.OfType<Microsoft.Extensions.Configuration.Json.JsonConfigurationProvider>()
            .SelectMany(provider => provider.GetChildKeys([], null))
            .Distinct(StringComparer.OrdinalIgnoreCase);
        foreach (var key in keys.Except(known, StringComparer.OrdinalIgnoreCase))
        {
            Add(key, $"{key}: there is no such section; {Spelling.Advice(key, known)}");
        }
    }
}
