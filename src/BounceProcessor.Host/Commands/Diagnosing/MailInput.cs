namespace BounceProcessor.Host.Commands.Diagnosing;

/// <summary>One mail to diagnose, or why there is none. Exactly one of path, bytes and fault is set.</summary>
/// <param name="Name">What the output calls it: the path as given, or <c>PATH#N</c> for a mail of an mbox.</param>
/// <param name="Path">A file that is still to be read.</param>
/// <param name="Bytes">A mail that had to be read in order to find it.</param>
/// <param name="Fault">One line for people.</param>
/// <param name="FaultCode">The exit code that tells of the fault.</param>
internal sealed record MailInput(string Name, string? Path, MailBytes? Bytes, string? Fault, int FaultCode)
{
    /// <summary>A file to read.</summary>
    public static MailInput File(string path) => new(path, path, null, null, ExitCode.Fine);

    /// <summary>A mail that is in memory.</summary>
    public static MailInput Read(string name, MailBytes bytes) => new(name, null, bytes, null, ExitCode.Fine);

    /// <summary>Nothing to read.</summary>
    public static MailInput Failed(string name, string fault, int code) => new(name, null, null, fault, code);
}
