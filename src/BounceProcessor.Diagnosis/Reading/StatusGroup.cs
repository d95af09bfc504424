namespace BounceProcessor.Diagnosis.Reading;

/// <summary>The fields of one recipient in a delivery status, or those of the message as a whole. Names compare without case.</summary>
internal sealed class StatusGroup
{
    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);

    public bool IsEmpty => _fields.Count == 0;

    public bool NamesRecipient => _fields.ContainsKey("Final-Recipient") || _fields.ContainsKey("Original-Recipient");

    public string? this[string name] => _fields.GetValueOrDefault(name);

    public bool Has(string name) => _fields.ContainsKey(name);

    public void Set(string name, string value) => _fields[name] = value;

    /// <summary>Adds a further line to a field.</summary>
    public void Append(string name, string text)
    {
        if (_fields.TryGetValue(name, out var value) && value.Length < 8_192)
        {
            _fields[name] = value.Length == 0 ? text : value + "\n" + text;
        }
    }

    /// <summary>Takes over what this group does not have.</summary>
    public void FillFrom(StatusGroup other)
    {
        foreach (var (name, value) in other._fields)
        {
            _fields.TryAdd(name, value);
        }
    }
}
