using Microsoft.Extensions.Options;

namespace BounceProcessor.MassMail;

[OptionsValidator]
internal sealed partial class MassMailOptionsValidator : IValidateOptions<MassMailOptions>;
