using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;

using BounceProcessor.Alerts;
using BounceProcessor.ApiTokens;
using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Events;
using BounceProcessor.Host.Pages.Events;
using BounceProcessor.Host.Pages.Marks;
using BounceProcessor.Host.Pages.Outbox;
using BounceProcessor.Host.Pages.Text;
using BounceProcessor.Intake;
using BounceProcessor.Intake.Quarantine;
using BounceProcessor.Marks;
using BounceProcessor.MassMail;
using BounceProcessor.Sending.Outbox;
using BounceProcessor.Sending.Records;
using BounceProcessor.Webhooks;

using MudBlazor;

using Xunit;

namespace BounceProcessor.Tests.Pages;

public sealed partial class WordsTests
{
    private static readonly Dictionary<string, string> English = Of("BounceProcessor.Host.Pages.Text.Words", typeof(Words), CultureInfo.InvariantCulture);
    private static readonly Dictionary<string, string> Estonian = Of("BounceProcessor.Host.Pages.Text.Words", typeof(Words), CultureInfo.GetCultureInfo("et"));

    [Fact]
    public void Every_text_exists_in_both_languages() => Assert.Equal(English.Keys.Order(), Estonian.Keys.Order());

    [Fact]
    public void No_text_is_empty() => Assert.All(English.Concat(Estonian), text => Assert.NotEmpty(text.Value.Trim()));

    [Fact]
    public void Both_languages_fill_the_same_holes() =>
        Assert.All(English, text => Assert.Equal(Holes(text.Value), Holes(Estonian[text.Key])));

    [Fact]
    public void Every_text_a_page_asks_for_exists() => Assert.Empty(UsedByPages().Concat(UsedByCodes()).Except(English.Keys));

    [Fact]
    public void Every_text_is_used()
    {
        var used = UsedByPages().Concat(UsedByCodes()).ToHashSet();

        Assert.Empty(English.Keys.Where(key => !Open.Contains(key.Split('.')[0])).Except(used));
    }

    [Fact]
    public void Every_word_of_the_components_exists_in_Estonian()
    {
        var theirs = Of("MudBlazor.Resources.LanguageResource", typeof(MudThemeProvider), CultureInfo.InvariantCulture);
        var ours = Of("BounceProcessor.Host.Pages.Text.MudWords", typeof(Words), CultureInfo.GetCultureInfo("et"));

        Assert.Equal(theirs.Keys.Order(), ours.Keys.Order());
        Assert.All(theirs, word => Assert.Equal(Holes(word.Value), Holes(ours[word.Key])));
    }

    // Groups whose codes are written by other rooms; an unknown one is shown as it is.
    private static readonly HashSet<string> Open = ["field", "who", "matched-in"];

    private static IEnumerable<string> UsedByPages()
    {
        var host = Path.Combine(RepositoryRoot(), "src", "BounceProcessor.Host");
        return Directory.EnumerateFiles(host, "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Key().Matches(File.ReadAllText(file)).SelectMany(KeysOf))
            .Where(key => key != "Message-ID");
    }

    // A text for a number of things has a twin for one of them.
    private static IEnumerable<string> KeysOf(Match match) =>
        match.Groups["counted"] is { Success: true, Value: var counted } ? [counted, counted + ".one"] : [match.Groups["key"].Value];

    private static IEnumerable<string> UsedByCodes() =>
    [
        .. EventWords.Kinds.Select(code => $"kind.{code}"),
        .. EventWords.Signs.Select(code => $"sign.{code}"),
        .. EventWords.Trusts.Select(code => $"trust.{code}"),
        .. EventWords.Trusts.Select(code => $"trust-meaning.{code}"),
        .. Diagnosis.Codes.All<MatchSign>().Select(code => $"match-sign.{code}"),
        .. Diagnosis.Codes.All<BounceProcessor.Senders.SenderMode>().Select(code => $"match-mode.{code}"),
        .. Diagnosis.Codes.All<BounceProcessor.Sending.Records.ReturnState>().Select(code => $"match-returned.{code}"),
        .. EventWords.Severities.Select(code => $"severity.{code}"),
        .. EventWords.Severities.Select(code => $"severity-meaning.{code}"),
        .. Codes.All<Confidence>().Select(code => $"confidence.{code}"),
        .. Codes.All<Confidence>().Select(code => $"confidence-meaning.{code}"),
        .. Codes.All<Fixer>().Select(code => $"fixer.{code}"),
        .. EventStatus.All.Select(code => $"status.{code}"),
        .. Codes.All<VerdictStep>().Except(["operator", "nothing"]).Select(code => $"overruled.{code}"),
        .. Codes.All<StatusPreference>().Select(code => $"status-preference.{code}"),
        .. Codes.All<RunState>().Select(code => $"run-state.{code}"),
        .. QuarantineStates.All.Select(code => $"quarantine-state.{code}"),
        .. QuarantineActions.All.Select(code => $"quarantine-action.{code}"),
        .. AlertCondition.All.Select(code => $"alert.{code}"),
        .. AlertCondition.All.Select(code => $"alert-advice.{code}"),
        .. MarkWords.Kinds.Select(code => $"mark-kind.{code}"),
        .. MarkWords.States.Select(code => $"mark-state.{code}"),
        .. Codes.All<MarkChange>().Select(code => $"mark-change.{code}"),
        .. Codes.All<MarkRelease>().Select(code => $"mark-release.{code}"),
        .. ApiScopes.All.Select(scope => $"api.scope.{scope}"),
        .. WebhookEvents.All.Select(name => $"api.event.{name}"),
        .. Codes.All<WebhookMessageState>().Select(code => $"api.message.{code}"),
        .. Codes.All<SentMailState>().Select(code => $"outbox-filter.{code}"),
        .. Codes.All<RecipientState>().Select(code => $"outbox-recipient.{code}"),
        .. Codes.All<TransmissionState>().Select(code => $"outbox-transmission.{code}"),
        .. Codes.All<ReturnState>().Select(code => $"outbox-returned.{code}"),
        .. Codes.All<HistoryAction>().Select(code => $"outbox-action.{code}"),
        .. Codes.All<RecipientKind>().Select(code => $"outbox-kind.{code}"),
        .. Codes.All<RestCause>().Select(code => $"outbox-server.{code}"),
        "outbox.partly-refused",
        .. OutboxHandling.Acts.SelectMany(act => new[] { $"outbox-do.{act}", $"outbox-ask.{act}" }),
        .. Codes.All<BatchState>().Select(code => $"batch-state.{code}"),
        .. Codes.All<RowPlace>().Select(code => $"batch-place.{code}"),
        .. Codes.All<BatchAction>().Select(code => $"batch-action.{code}"),
        .. Codes.All<DuplicateRule>().Select(code => $"batch-duplicates.{code}"),
        "check-of.spf",
        "check-of.dkim",
        "check-of.dmarc",
        "check-identity.mfrom",
        "check-identity.helo",
        "check-identity.from",
        "overruled.further-down",
        "field.filed",
        "field.status",
        "who.system",
    ];

    private static Dictionary<string, string> Of(string name, Type assemblyOf, CultureInfo culture) =>
        (new ResourceManager(name, assemblyOf.Assembly).GetResourceSet(culture, createIfNotExists: true, tryParents: false)
            ?? throw new InvalidOperationException($"{name} has no texts in \"{culture.Name}\"."))
        .Cast<DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");

    private static IEnumerable<string> Holes(string text) => Hole().Matches(text).Select(match => match.Value).Distinct().Order();

    [GeneratedRegex("""W\["(?<key>[^"$]+)"|W\.Counted\("(?<counted>[^"$]+)"|"(?<key>password\.fault-[a-z]+)"(?! *\])""")]
    private static partial Regex Key();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Hole();

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BounceProcessor.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("BounceProcessor.sln is in no folder above the tests.");
    }
}
