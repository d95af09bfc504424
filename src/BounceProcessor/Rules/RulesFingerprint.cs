using System.Reflection;
using System.Security.Cryptography;
using System.Text;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;

using MimeKit;

namespace BounceProcessor.Rules;

/// <summary>Names the code and the rules that judge mails, so that what failed under one can be tried again under another.</summary>
internal static class RulesFingerprint
{
    private static readonly string Code = OfCode();

    /// <summary>The product's version, its code and the operator's rule files: <c>0.1.0 4f1c22d0 9be01a77</c>; the last is <c>-</c> without rule files.</summary>
    /// <param name="files">The operator's, in any order.</param>
    public static string Of(IReadOnlyCollection<RuleFile> files) => $"{Code} {(files.Count == 0 ? "-" : OfFiles(files))}";

    // A module's version id changes with its code and with the rules embedded in it, and with nothing else, for builds are deterministic.
    private static string OfCode()
    {
        Assembly[] judges = [typeof(MailDiagnoser).Assembly, typeof(RulesFingerprint).Assembly, typeof(MimeParser).Assembly];
        var version = judges[1].GetName().Version?.ToString(3) ?? "0.0.0";
        return $"{version} {Short(SHA256.HashData([.. judges.SelectMany(judge => judge.ManifestModule.ModuleVersionId.ToByteArray())]))}";
    }

    private static string OfFiles(IEnumerable<RuleFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            // Hashed each by itself, so that text moved from one file into the next counts as a change.
            hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(file.Name)));
            hash.AppendData(SHA256.HashData(file.Json.Span));
        }

        return Short(hash.GetHashAndReset());
    }

    private static string Short(byte[] hash) => Convert.ToHexStringLower(hash.AsSpan(0, 4));
}
