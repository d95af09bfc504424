using System.ComponentModel.DataAnnotations;

namespace BounceProcessor.Senders;

/// <summary>How the provider of an e-mail address is looked up: section <c>Sending:Dns</c> of the configuration.</summary>
public sealed class SenderDnsOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Sending:Dns";

    /// <summary>IP address of a resolver, with <c>:</c> and port if it is not 53. Default empty, those of this machine.</summary>
    public string Resolver { get; set; } = "";

    /// <summary>Longest time for one look. Default 3 seconds, 100 milliseconds to 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(3);
}
