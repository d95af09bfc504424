using System.Data.Common;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Database;

/// <summary>What the composition root needs of this room.</summary>
internal static class DatabaseRegistration
{
    /// <summary>Registers the database as <see cref="DbDataSource"/>, and <see cref="DatabaseSchema"/> to be applied at start.</summary>
    public static IServiceCollection AddDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DatabaseOptions>().Bind(configuration.GetSection(DatabaseOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsValidator>();
        services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabasePathValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DbDataSource>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<DatabaseOptions>>().Value;
            return new SqliteDataSource(options.Path, options.BusyTimeout);
        });
        services.AddSingleton<DatabaseSpace>();
        services.AddSingleton(provider => new DatabaseSchema(
            provider.GetRequiredService<DbDataSource>(), SchemaVersion.Embedded("sqlite"), provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
