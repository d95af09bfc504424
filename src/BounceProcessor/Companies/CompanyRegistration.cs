using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Companies;

/// <summary>What the composition root needs of this room.</summary>
internal static class CompanyRegistration
{
    /// <summary>Registers <see cref="CompanyOptions"/>, checked at start, and <see cref="CompanyDirectory"/>. Needs the database.</summary>
    public static IServiceCollection AddCompanies(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CompanyOptions>().Bind(configuration.GetSection(CompanyOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CompanyOptions>, CompanyListValidator>();
        services.AddSingleton<IValidateOptions<CompanyOptions>, CompanyRetentionValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SenderHistory>();
        services.TryAddSingleton<CompanyStore>();
        services.TryAddSingleton<CompanyDirectory>();
        return services;
    }
}
