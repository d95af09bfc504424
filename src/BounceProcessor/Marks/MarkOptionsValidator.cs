using Microsoft.Extensions.Options;

namespace BounceProcessor.Marks;

[OptionsValidator]
internal sealed partial class MarkOptionsValidator : IValidateOptions<MarkOptions>;
