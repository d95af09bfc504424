using System.Globalization;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Intake;

/// <summary>A raw mail is reached through its event only.</summary>
internal sealed class RetentionOrderValidator : IValidateOptions<RetentionOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        List<string> faults = [];
        Check("RawMailDays", options.RawMailDays, "EventDays", options.EventDays);
        if (options.UnresolvedEventDays > 0)
        {
            Check("UnresolvedRawMailDays", options.UnresolvedRawMailDays, "UnresolvedEventDays", options.UnresolvedEventDays);
        }
        else
        {
            Check("UnresolvedRawMailDays", options.UnresolvedRawMailDays, "EventDays", options.EventDays);
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(string rawKey, int rawMails, string eventKey, int events)
        {
            if (rawMails > events)
            {
                faults.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Retention:{rawKey} is {rawMails}, longer than Retention:{eventKey} with {events}, but a mail without events cannot be reached; make it at most {events}."));
            }
        }
    }
}
