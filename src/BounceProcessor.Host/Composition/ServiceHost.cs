using BounceProcessor.Alerts;
using BounceProcessor.ApiTokens;
using BounceProcessor.Database;
using BounceProcessor.Events;
using BounceProcessor.Feeds;
using BounceProcessor.Host.Access;
using BounceProcessor.Host.Api;
using BounceProcessor.Host.Health;
using BounceProcessor.Host.Pages;
using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;
using BounceProcessor.Marks;
using BounceProcessor.MassMail;
using BounceProcessor.Matching;
using BounceProcessor.Polling;
using BounceProcessor.Privacy;
using BounceProcessor.Rediagnosis;
using BounceProcessor.Rules;
using BounceProcessor.Secrets;
using BounceProcessor.Senders;
using BounceProcessor.Sending;
using BounceProcessor.Sending.Outbox;
using BounceProcessor.SignIn;
using BounceProcessor.Tokens;
using BounceProcessor.Webhooks;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Host.Composition;

/// <summary>Puts the rooms together.</summary>
internal static class ServiceHost
{
    /// <summary>The whole service: schedule, pages, sign-in. Not yet started.</summary>
    /// <param name="settings">From <see cref="Settings.Load"/>.</param>
    /// <param name="console">Where addresses and links for people are printed.</param>
    /// <exception cref="ConfigurationException">The settings have faults, or a room refuses some.</exception>
    public static async Task<WebApplication> BuildAsync(CheckedSettings settings, TextWriter console)
    {
        settings = await SecretSettings.ResolveAsync(settings);
        var configuration = settings.Usable;
        await CheckAsync(settings);
        CreateDataFolder(configuration);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "bounceproc", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(configuration);
        builder.Host.UseDefaultServiceProvider(options => options.ValidateOnBuild = options.ValidateScopes = true);
        builder.Services.AddSingleton<IHostLifetime, CallersLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.Logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.TimestampFormat = "yyyy-MM-dd HH:mm:ss ";
        });

        // Without it the assets of packages are found in a published folder only.
        builder.WebHost.UseStaticWebAssets();
        AddService(builder.Services, configuration);
        builder.Services.AddRuleWatch();
        builder.Services.AddPollingSchedule(configuration);
        builder.Services.AddAlertWatch();
        builder.Services.AddOutboxWorkers(configuration);
        builder.Services.AddWebhookService();
        builder.Services.AddMassMailFeeder();
        builder.Services.AddMarkExpiry();
        builder.Services.AddHealth();
        builder.Services.AddAccess(console);

        var app = builder.Build();
        app.MapPages();
        app.UseApi();
        app.MapAccess();
        app.MapApi();
        var web = app.Services.GetRequiredService<IOptions<WebOptions>>().Value;
        app.MapHealth(web.Networks());
        app.Urls.Add(web.Listen);
        return app;
    }

    /// <summary>What the commands need: everything but schedule, pages and sign-in.</summary>
    /// <param name="settings">From <see cref="Settings.Load"/>.</param>
    /// <exception cref="ConfigurationException">The settings have faults, or a room refuses some.</exception>
    public static async Task<ServiceProvider> BuildForCommandAsync(CheckedSettings settings)
    {
        settings = await SecretSettings.ResolveAsync(settings);
        var configuration = settings.Usable;
        var services = new ServiceCollection();
        services.AddLogging(logging => logging
            .AddConfiguration(configuration.GetSection("Logging"))
            .AddFilter(level => level >= LogLevel.Warning)
            .AddSimpleConsole(options => options.SingleLine = true)
            .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace));
        AddProduct(services, configuration);
        var provider = services.BuildServiceProvider();
        try
        {
            Check(provider, settings.Faults);
        }
        catch (ConfigurationException)
        {
            await provider.DisposeAsync();
            throw;
        }

        return provider;
    }

    // Before anything is built or created, so that a fault leaves no trace.
    private static async Task CheckAsync(CheckedSettings settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(settings.Usable);
        AddService(services, settings.Usable);
        await using var provider = services.BuildServiceProvider();
        Check(provider, settings.Faults);
    }

    // What else has to be kept lies beside the database.
    private static void CreateDataFolder(IConfiguration configuration)
    {
        var options = configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        var folder = Path.GetDirectoryName(Path.GetFullPath(options.Path)) ?? Directory.GetCurrentDirectory();
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The data folder \"{folder}\" cannot be created ({exception.Message}); set {DatabaseOptions.Section}:Path to a file in a folder that this user may write to.", exception);
        }
    }

    private static void AddService(IServiceCollection services, IConfiguration configuration)
    {
        AddProduct(services, configuration);
        services.AddOptions<WebOptions>().Bind(configuration.GetSection(WebOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebOptions>, WebOptionsValidator>();
        services.AddPages();
        services.AddApi();
    }

    /// <summary>Every room of the product; what runs by itself, pages and sign-in are apart.</summary>
    public static void AddProduct(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddDatabase(configuration);
        services.AddSecrets(configuration);
        services.AddSignIn();
        services.AddTokens(configuration);
        services.AddEvents(configuration);
        services.AddRules(configuration);
        services.AddMatching();
        services.AddIntake(configuration);
        services.AddMailboxes(configuration);
        services.AddPolling(configuration);
        services.AddAlerts(configuration);
        services.AddRediagnosis();
        services.AddPrivacy();
        services.AddMarks(configuration);
        services.AddSenders(configuration);
        services.AddSingleton(new OutboxProcess(LeaseOwner.Current, LeaseOwner.IsDead, MachineBoot.Current));
        services.AddSending(configuration);
        services.AddFeeds();
        services.AddApiTokens();
        services.AddWebhooks(configuration);
        services.AddMassMail(configuration);
    }

    /// <summary>The rooms look at what is left after the general check, so that all faults are told together.</summary>
    /// <param name="services">With the options of the rooms.</param>
    /// <param name="known">What the general check found.</param>
    /// <exception cref="ConfigurationException">There is a fault.</exception>
    public static void Check(IServiceProvider services, IReadOnlyList<string> known)
    {
        var faults = new List<string>(known);
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException exception)
        {
            faults.AddRange(exception.Failures);
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            faults.AddRange(exception.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures));
        }

        if (faults.Count > 0)
        {
            throw new ConfigurationException(faults);
        }
    }
}
