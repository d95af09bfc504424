using System.ComponentModel.DataAnnotations;

namespace BounceProcessor.Rules;

/// <summary>The operator's own rules: section <c>Rules</c> of the configuration.</summary>
public sealed class RulesOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Rules";

    /// <summary>Folder of rule files (<c>*.json</c>, without subfolders) that go before those that ship; need not exist yet. Empty: none. Default <c>rules</c>.</summary>
    public string Folder { get; set; } = "rules";

    /// <summary>How often the service looks for changes that the file system did not announce, as on network drives. Default 10 seconds, 1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);
}
