using Microsoft.Extensions.Options;

namespace BounceProcessor.Intake;

[OptionsValidator]
internal sealed partial class IntakeOptionsValidator : IValidateOptions<IntakeOptions>;
