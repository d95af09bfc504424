using System.Diagnostics;

using BounceProcessor.Host.Commands;

using Xunit;

namespace BounceProcessor.Tests.Commands;

/// <summary>What one command line printed and returned.</summary>
internal sealed record Run(int Code, string Output, string Error)
{
    /// <summary>The lines of standard output.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The built executable, in a process of its own.</summary>
    public static async Task<Run> ExecutableAsync(string workingDirectory, string? input, params string[] args)
    {
        using var process = Start(workingDirectory, args);
        await process.StandardInput.WriteAsync(input ?? "");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Run(process.ExitCode, await output, await error);
    }

    /// <summary>The built executable, running.</summary>
    public static Process Start(string workingDirectory, params string[] args) => Process.Start(StartInfo(workingDirectory, args))!;

    /// <summary>How the built executable is started.</summary>
    public static ProcessStartInfo StartInfo(string workingDirectory, params string[] args) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, "bounceproc.dll"), .. args])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    /// <summary>The same code in this process, which is faster.</summary>
    public static async Task<Run> HereAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await CommandLine.RunAsync(args, output, error, TestContext.Current.CancellationToken);
        return new Run(code, output.ToString(), error.ToString());
    }
}
