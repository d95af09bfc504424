using System.Text;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>The fields of one recipient in a delivery status, or those of the message as a whole. Names are written as <see cref="DeliveryStatusReader"/> writes them.</summary>
internal sealed class StatusGroup
{
    /// <summary>A value that has grown to this takes no further lines.</summary>
    private const int ValueLimit = 8_192;

    // A dozen fields at most: looking along a list is faster than hashing, and a report may have thousands of groups.
    private readonly List<Field> _fields = new(8);

    public bool NamesRecipient => Has("Final-Recipient") || Has("Original-Recipient");

    public string? this[string name] => Find(name)?.Value;

    public bool Has(string name) => Find(name) is not null;

    public void Set(string name, string value) => _fields.Add(new Field(name, value));

    /// <summary>Adds a further line to a field.</summary>
    public void Append(string name, ReadOnlySpan<char> line) => Find(name)?.Append(line);

    /// <summary>Takes over what this group does not have.</summary>
    public void FillFrom(StatusGroup other)
    {
        foreach (var field in other._fields)
        {
            if (!Has(field.Name))
            {
                _fields.Add(field);
            }
        }
    }

    private Field? Find(string name)
    {
        foreach (var field in _fields)
        {
            if (field.Name == name)
            {
                return field;
            }
        }

        return null;
    }

    private sealed class Field(string name, string value)
    {
        private string _value = value;
        private StringBuilder? _lines;

        public string Name { get; } = name;

        public string Value
        {
            get
            {
                if (_lines is not null)
                {
                    _value = _lines.ToString();
                    _lines = null;
                }

                return _value;
            }
        }

        public void Append(ReadOnlySpan<char> line)
        {
            _lines ??= new StringBuilder(_value);
            if (_lines.Length < ValueLimit)
            {
                _lines.Append(_lines.Length == 0 ? "" : "\n").Append(line);
            }
        }
    }
}
