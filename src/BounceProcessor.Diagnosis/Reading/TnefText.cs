using System.Text;
using MimeKit.Tnef;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>
/// The words of a winmail.dat (MS-OXTNEF): its text, and where it is a non-delivery report of Exchange, what its recipient table says of
/// each recipient, written out as Exchange writes it into the text of a report.
/// </summary>
internal static class TnefText
{
    private const int RowLimit = 1_000;

    private const int AttributeLimit = 1_000;

    /// <summary>Longer values are pictures and whole bodies; a length that is a lie would be allocated.</summary>
    private const int ValueLimit = 64 * 1024;

    /// <returns><see langword="null"/> when the bytes are no TNEF or hold no words.</returns>
    public static string? Of(ReadOnlyMemory<byte> content)
    {
        if (!content.Span.StartsWith((ReadOnlySpan<byte>)[0x78, 0x9F, 0x3E, 0x22]))
        {
            return null;
        }

        var found = new Found();
        try
        {
            using var stream = new MemoryView(content);
            using var reader = new TnefReader(stream, 0, TnefComplianceMode.Loose);
            for (var attributes = 0; attributes < AttributeLimit && reader.ReadNextAttribute(); attributes++)
            {
                Read(reader, found);
            }
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or OutOfMemoryException))
        {
            return found.Text(); // cut or damaged: what was read up to here stands; the parser keeps to no list of exceptions
        }

        return found.Text();
    }

    private static void Read(TnefReader reader, Found found)
    {
        var properties = reader.TnefPropertyReader;
        switch (reader.AttributeTag)
        {
            case TnefAttributeTag.MessageClass:
                found.Class = Raw(reader);
                break;
            case TnefAttributeTag.Body:
                found.Body = Raw(reader);
                break;
            case TnefAttributeTag.MapiProperties:
                ReadProperties(properties, found);
                break;
            case TnefAttributeTag.RecipientTable:
                while (found.Recipients.Count < RowLimit && properties.ReadNextRow())
                {
                    found.Recipients.Add(Row(properties));
                }

                break;
        }
    }

    private static string Raw(TnefReader reader)
    {
        var bytes = new byte[Math.Clamp(reader.AttributeRawValueLength, 0, ValueLimit)];
        var length = reader.ReadAttributeRawValue(bytes, 0, bytes.Length);
        return TextDecoding.Decode(bytes.AsSpan(0, Math.Max(0, length)), null).TrimEnd('\0');
    }

    private static void ReadProperties(TnefPropertyReader properties, Found found)
    {
        while (properties.ReadNextProperty())
        {
            if (properties.PropertyTag.Id == TnefPropertyId.Body && Text(properties) is { } body)
            {
                found.Body = body;
            }
            else if (properties.PropertyTag.Id == TnefPropertyId.MessageClass && Text(properties) is { } name)
            {
                found.Class = name;
            }
        }
    }

    private static Dictionary<TnefPropertyId, string> Row(TnefPropertyReader properties)
    {
        var row = new Dictionary<TnefPropertyId, string>();
        while (properties.ReadNextProperty())
        {
            if (properties.PropertyTag.Id is TnefPropertyId.SmtpAddress or TnefPropertyId.EmailAddress or TnefPropertyId.DisplayName
                or TnefPropertyId.ReportText or TnefPropertyId.SupplementaryInfo && Text(properties) is { } value)
            {
                row[properties.PropertyTag.Id] = value;
            }
        }

        return row;
    }

    private static string? Text(TnefPropertyReader properties) =>
        properties.PropertyTag.ValueTnefType is TnefPropertyType.String8 or TnefPropertyType.Unicode && properties.RawValueLength < ValueLimit
            ? properties.ReadValueAsString().TrimEnd('\0')
            : null;

    private sealed class Found
    {
        public string Class { get; set; } = "";

        public string Body { get; set; } = "";

        public List<Dictionary<TnefPropertyId, string>> Recipients { get; } = [];

        public string? Text()
        {
            var text = new StringBuilder(Body.Trim());
            if (Class.Contains("REPORT.", StringComparison.OrdinalIgnoreCase) && Class.EndsWith(".NDR", StringComparison.OrdinalIgnoreCase))
            {
                text.Append("\n\nDelivery has failed to these recipients or groups.\n\nDiagnostic information for administrators:\n");
                foreach (var row in Recipients)
                {
                    text.Append('\n').Append(Address(row)).Append('\n').Append(row.GetValueOrDefault(TnefPropertyId.ReportText)).Append('\n')
                        .Append(row.GetValueOrDefault(TnefPropertyId.SupplementaryInfo)).Append('\n');
                }
            }

            return text.Length == 0 ? null : text.ToString();
        }

        private static string Address(Dictionary<TnefPropertyId, string> row)
        {
            foreach (var id in new[] { TnefPropertyId.SmtpAddress, TnefPropertyId.EmailAddress, TnefPropertyId.DisplayName })
            {
                if (row.GetValueOrDefault(id) is { } value && value.Contains('@', StringComparison.Ordinal))
                {
                    return value;
                }
            }

            return row.GetValueOrDefault(TnefPropertyId.DisplayName) ?? "";
        }
    }
}
