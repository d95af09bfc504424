using Microsoft.Extensions.Options;

namespace BounceProcessor.Rules;

[OptionsValidator]
internal sealed partial class RulesOptionsValidator : IValidateOptions<RulesOptions>;
