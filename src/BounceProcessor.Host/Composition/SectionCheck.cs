using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

using BounceProcessor.Secrets;

namespace BounceProcessor.Host.Composition;

/// <summary>Compares one section with the type it is read into, and reports each fault as key and line. The binder itself stops at the first fault and passes over unknown keys.</summary>
internal sealed class SectionCheck(IConfigurationRoot configuration, Action<string, string> report)
{
    /// <summary>Adds the faults of a section and all below it.</summary>
    public void Check(IConfigurationSection section, Type type)
    {
        if (ElementOf(type) is { } element)
        {
            foreach (var entry in section.GetChildren())
            {
                CheckOne(entry, element, property: null);
            }

            return;
        }

        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is not null || ElementOf(property.PropertyType) is not null)
            .ToArray();
        var known = properties.Select(property => property.Name).ToArray();
        foreach (var child in section.GetChildren())
        {
            if (properties.FirstOrDefault(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)) is { } property)
            {
                CheckOne(child, property.PropertyType, property);
            }
            else
            {
                report(child.Path, $"{child.Path} ({Settings.SourceOf(configuration, child.Path)}): there is no such setting; {Spelling.Advice(child.Key, known)}");
            }
        }

        Defaults(section, type, properties);
    }

    private void CheckOne(IConfigurationSection entry, Type type, PropertyInfo? property)
    {
        if (ElementOf(type) is not null || !TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string)))
        {
            if (!string.IsNullOrEmpty(entry.Value))
            {
                Add(entry, "write a group of settings in braces there.");
            }

            Check(entry, type);
        }
        else if (entry.GetChildren().Any())
        {
            report(entry.Path, $"{entry.Path} is a group of settings; write one value there.");
        }
        else if (!TryRead(entry.Value, type, out var value))
        {
            Add(entry, $"write {Expected(type, property)}.");
        }
        else if (property is not null && Refusal(property, value) is { } remedy)
        {
            Add(entry, $"write {remedy}.");
        }
    }

    // A setting that is not there has its default, and some defaults are no answer.
    private void Defaults(IConfigurationSection section, Type type, PropertyInfo[] properties)
    {
        var blank = Activator.CreateInstance(type);
        foreach (var property in properties.Where(property => !section.GetSection(property.Name).Exists()))
        {
            if (Refusal(property, property.GetValue(blank)) is { } remedy)
            {
                report($"{section.Path}:{property.Name}", $"{section.Path}:{property.Name} is missing; write {remedy}.");
            }
        }
    }

    private void Add(IConfigurationSection entry, string remedy)
    {
        var value = SecretName.Is(entry.Key) ? "has a value that is not shown here" : $"is \"{entry.Value}\"";
        report(entry.Path, $"{entry.Path} {value} ({Settings.SourceOf(configuration, entry.Path)}); {remedy}");
    }

    // The entries' type of a list or dictionary, else null.
    private static Type? ElementOf(Type type)
    {
        if (type == typeof(string) || !typeof(IEnumerable).IsAssignableFrom(type))
        {
            return null;
        }

        return type.IsArray ? type.GetElementType() : type.GetGenericArguments().LastOrDefault();
    }

    private static bool TryRead(string? text, Type type, out object? value)
    {
        value = text;
        if (type == typeof(string))
        {
            return true;
        }

        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (string.IsNullOrEmpty(text))
        {
            value = null;
            return target != type;
        }

        try
        {
            value = TypeDescriptor.GetConverter(target).ConvertFromInvariantString(text);
            return !target.IsEnum || (!char.IsAsciiDigit(text[0]) && text[0] != '-' && Enum.IsDefined(target, value!));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Expected(Type type, PropertyInfo? property)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        var what = target switch
        {
            { IsEnum: true } => $"one of {string.Join(", ", Enum.GetNames(target))}",
            _ when target == typeof(bool) => "true or false",
            _ when target == typeof(TimeSpan) => "a time as hh:mm:ss or d.hh:mm:ss",
            _ when target == typeof(int) || target == typeof(long) => "a whole number",
            _ => $"a {target.Name}",
        };
        return what + (property?.GetCustomAttribute<RangeAttribute>() is { } range ? $" {Limits(range)}" : "");
    }

    // What the attributes of a setting ask for when they refuse its value.
    private static string? Refusal(PropertyInfo property, object? value)
    {
        var refusing = property.GetCustomAttributes<ValidationAttribute>(inherit: true).FirstOrDefault(attribute => !attribute.IsValid(value));
        return refusing switch
        {
            null => null,
            RangeAttribute range => $"{Expected(property.PropertyType, null)} {Limits(range)}",
            RequiredAttribute => "a value",
            AllowedValuesAttribute allowed => $"one of {string.Join(", ", allowed.Values)}",
            EnumDataTypeAttribute => Expected(property.PropertyType, null),
            _ => refusing.FormatErrorMessage(property.Name),
        };
    }

    private static string Limits(RangeAttribute range) =>
        string.Create(CultureInfo.InvariantCulture, $"from {range.Minimum} to {range.Maximum}");
}
