using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Connecting;

namespace BounceProcessor.Sending.Checking;

/// <summary>The steps as people read them.</summary>
internal static class StepNames
{
    public static readonly LocalizedText Settings = new("settings", "seaded");

    public static readonly LocalizedText Returns = new("SPF and DMARC", "SPF ja DMARC");

    public static readonly LocalizedText End = new("end", "lõpp");

    public static LocalizedText Of(SubmissionStage stage) => stage switch
    {
        SubmissionStage.Settings => Settings,
        SubmissionStage.Name => new("name", "nimi"),
        SubmissionStage.Connection => new("connection", "ühendus"),
        SubmissionStage.Tls => new("TLS and certificate", "TLS ja sertifikaat"),
        SubmissionStage.Greeting => new("greeting", "tervitus"),
        SubmissionStage.AccessToken => new("access token", "pääsutõend"),
        SubmissionStage.SignIn => new("sign-in", "sisselogimine"),
        _ => new("sender", "saatja"),
    };
}
