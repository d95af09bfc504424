using Microsoft.Extensions.Options;

namespace BounceProcessor.Alerts;

[OptionsValidator]
internal sealed partial class AlertOptionsValidator : IValidateOptions<AlertOptions>;
