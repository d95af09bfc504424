using System.ComponentModel.DataAnnotations;

namespace BounceProcessor.Webhooks;

/// <summary>How companies are told of news: section <c>Webhooks</c> of the configuration.</summary>
public sealed class WebhookOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Webhooks";

    /// <summary>Time between two looks for news. Default 2 seconds, 1 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest time one delivery takes, from the look-up of the name to the answer. Default 15 seconds, 1 second to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Most endpoints delivered to at the same time; each gets one message after the other. Default 8, 1 to 64.</summary>
    [Range(1, 64)]
    public int MaxParallel { get; set; } = 8;

    /// <summary>An endpoint at which every delivery failed for so long is switched off. Default 5 days, 1 hour to 60 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "60.00:00:00")]
    public TimeSpan DisableAfter { get; set; } = TimeSpan.FromDays(5);

    /// <summary>How long the log of deliveries is kept. Default 30 days, 1 day to 365 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan KeepLog { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long the secret before is signed with too after a change. Default 1 day, 0 to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan OldSecret { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Whether addresses without TLS (http) may be told. Default false.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>Networks that may be connected to although they are not public: addresses or networks such as 10.1.2.0/24. Default none.</summary>
    public List<string> AllowedNetworks { get; } = [];
}
