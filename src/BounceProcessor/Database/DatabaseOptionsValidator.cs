using Microsoft.Extensions.Options;

namespace BounceProcessor.Database;

[OptionsValidator]
internal sealed partial class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>;
