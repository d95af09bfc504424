using Microsoft.Extensions.Options;

namespace BounceProcessor.Intake;

[OptionsValidator]
internal sealed partial class RetentionOptionsValidator : IValidateOptions<RetentionOptions>;
