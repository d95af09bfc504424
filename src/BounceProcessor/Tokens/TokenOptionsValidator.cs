using Microsoft.Extensions.Options;

namespace BounceProcessor.Tokens;

[OptionsValidator]
internal sealed partial class TokenOptionsValidator : IValidateOptions<TokenOptions>;
