using System.Net.Sockets;

using BounceProcessor.Sending;

using Microsoft.AspNetCore.Connections;
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
        var configuration = settings.Usable;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(configuration);
        builder.Host.UseDefaultServiceProvider(options => options.ValidateOnBuild = options.ValidateScopes = true);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
        AddProduct(builder.Services, configuration);
        builder.Services.AddOptions<WebOptions>().Bind(configuration.GetSection(WebOptions.Section)).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<WebOptions>, WebOptionsValidator>();

        var app = builder.Build();
        try
        {
            Check(app.Services, settings.Faults);
        }
        catch (ConfigurationException)
        {
            await app.DisposeAsync();
            throw;
        }

        app.Urls.Add(app.Services.GetRequiredService<IOptions<WebOptions>>().Value.Listen);
        return app;
    }

    /// <summary>What the commands need: everything but schedule, pages and sign-in.</summary>
    /// <param name="settings">From <see cref="Settings.Load"/>.</param>
    /// <exception cref="ConfigurationException">The settings have faults, or a room refuses some.</exception>
    public static async Task<ServiceProvider> BuildForCommandAsync(CheckedSettings settings)
    {
        var configuration = settings.Usable;
        var services = new ServiceCollection();
        services.AddLogging(logging => logging
            .AddConfiguration(configuration.GetSection("Logging"))
            .SetMinimumLevel(LogLevel.Warning)
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

    /// <summary>Why the service cannot listen, as one line with a remedy; <see langword="null"/> when the exception is about something else.</summary>
    public static string? ListenFault(Exception exception, string address) => (exception, exception.GetBaseException()) switch
    {
        (IOException { InnerException: AddressInUseException }, _) => $"{address} is taken by another program; stop that, or set {WebOptions.Section}:Listen to another port.",
        (_, SocketException { SocketErrorCode: SocketError.AccessDenied }) => $"{address} may not be used by this user; set {WebOptions.Section}:Listen to a port above 1023.",
        (_, SocketException { SocketErrorCode: SocketError.AddressNotAvailable }) => $"{address} is no address of this machine; set {WebOptions.Section}:Listen to one, or to http://127.0.0.1:5080.",
        _ => null,
    };

    private static void AddProduct(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSending(configuration);
    }

    // The rooms look at what is left after the general check, so that all faults are told together.
    private static void Check(IServiceProvider services, IReadOnlyList<string> known)
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
