using System.Reflection;

using BounceProcessor.Host.Composition;
using BounceProcessor.Secrets;

namespace BounceProcessor.Host.Commands.Secrets;

/// <summary>Tells a key of the configuration that may hold a secret from a slip of the keyboard, which would store it where nobody looks.</summary>
internal static class SecretKey
{
    /// <summary>The key with our spelling.</summary>
    /// <exception cref="NotFoundException">There is no such setting, or it is no secret.</exception>
    public static string Check(string key)
    {
        var parts = key.Split(':');
        if (!SettingsCheck.Sections.TryGetValue(parts[0], out var type))
        {
            throw new NotFoundException($"There is no section \"{parts[0]}\"; {Spelling.Advice(parts[0], [.. SettingsCheck.Sections.Keys])}");
        }

        parts[0] = SettingsCheck.Sections.Keys.First(section => section.Equals(parts[0], StringComparison.OrdinalIgnoreCase));
        for (var i = 1; i < parts.Length; i++)
        {
            if (type.IsGenericType)
            {
                type = type.GetGenericArguments()[^1]; // the name of a mailbox is the operator's
                continue;
            }

            var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(one => one.SetMethod is not null).ToArray();
            var property = properties.FirstOrDefault(one => one.Name.Equals(parts[i], StringComparison.OrdinalIgnoreCase))
                ?? throw new NotFoundException($"{string.Join(':', parts[..(i + 1)])}: there is no such setting; {Spelling.Advice(parts[i], [.. properties.Select(one => one.Name)])}");
            (parts[i], type) = (property.Name, property.PropertyType);
        }

        var name = string.Join(':', parts);
        return type == typeof(string) && SecretName.Is(name) && parts[0] != SecretOptions.Section
            ? name
            : throw new NotFoundException($"{name} is no secret that can be stored; write it into the configuration.");
    }
}
