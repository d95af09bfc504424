using System.Text;

namespace BounceProcessor.MassMail.Templates;

/// <summary>Collects a rendered part up to its limit.</summary>
internal sealed class BoundedText(TemplateBudget budget) : TextWriter
{
    private readonly StringBuilder _text = new();

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        Take(1);
        _text.Append(value);
    }

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        Take(buffer.Length);
        _text.Append(buffer);
    }

    // The text is at hand: the inherited ones would make a task of each.

    /// <inheritdoc/>
    public override Task WriteAsync(char value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(string? value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(char[] buffer, int index, int count)
    {
        Write(buffer, index, count);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task FlushAsync() => Task.CompletedTask;

    /// <summary>What was written.</summary>
    public override string ToString() => _text.ToString();

    private void Take(int characters)
    {
        budget.Spend(0);
        if (_text.Length + (long)characters > TemplateBudget.LongestPart)
        {
            throw new TemplateLimitException(new(
                $"it gets longer than {TemplateBudget.LongestPart} characters; the template was stopped.",
                $"see läheb pikemaks kui {TemplateBudget.LongestPart} märki; mall katkestati."));
        }
    }
}
