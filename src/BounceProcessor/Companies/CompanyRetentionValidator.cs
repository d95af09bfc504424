using System.Globalization;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Companies;

/// <summary>A raw mail is reached through its event only, in each company.</summary>
internal sealed class CompanyRetentionValidator : IValidateOptions<CompanyOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, CompanyOptions options)
    {
        var faults = options.List
            .Select((entry, i) => (entry, i))
            .Where(one => one.entry.EventDays > 0 && one.entry.RawMailDays > one.entry.EventDays)
            .Select(one => string.Create(
                CultureInfo.InvariantCulture,
                $"Companies:List:{one.i}:RawMailDays is {one.entry.RawMailDays}, longer than its EventDays with {one.entry.EventDays}, but a mail without events cannot be reached; make it at most {one.entry.EventDays}."))
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
