using Microsoft.Extensions.Options;

namespace BounceProcessor.Polling;

[OptionsValidator]
internal sealed partial class PollingOptionsValidator : IValidateOptions<PollingOptions>;
