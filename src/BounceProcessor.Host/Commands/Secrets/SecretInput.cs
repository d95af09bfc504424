using System.Text;

namespace BounceProcessor.Host.Commands.Secrets;

/// <summary>Reads a secret: from standard input, or from a person without showing it. Never from the arguments, which every user of the machine can see.</summary>
internal static class SecretInput
{
    /// <summary>The secret, without the line end.</summary>
    /// <param name="name">What it is for.</param>
    /// <param name="prompt">Where a person is asked.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="NotFoundException">Nothing came.</exception>
    public static async Task<string> ReadAsync(string name, TextWriter prompt, CancellationToken cancellationToken)
    {
        string text;
        if (Console.IsInputRedirected)
        {
            text = (await Console.In.ReadToEndAsync(cancellationToken)).TrimEnd('\r', '\n');
        }
        else
        {
            await prompt.WriteAsync($"{name}: ".AsMemory(), cancellationToken);
            await prompt.FlushAsync(cancellationToken);
            text = Typed();
            await prompt.WriteLineAsync();
        }

        return text.Length > 0 ? text : throw new NotFoundException("No secret came; nothing was stored.");
    }

    private static string Typed()
    {
        var text = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                text.Length = Math.Max(0, text.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                text.Append(key.KeyChar);
            }
        }

        return text.ToString();
    }
}
