using System.CommandLine;
using Microsoft.Extensions.Logging;
using Rollouts.Api.Identity;
using Rollouts.Hosting;

namespace Rollouts.Api.Hosting;

/// <summary>Serves the API until it is stopped.</summary>
internal static class ApiServeCommand
{
    public static Command Create()
    {
        var options = new CommandOptions();
        var apart = new Option<bool>("--no-worker")
        {
            Description = "Drive nothing here: workers of their own do, on the same PostgreSQL.",
        };
        var proxies = new Option<string[]>("--trusted-proxy")
        {
            Description = "Address or network of a proxy whose X-Forwarded-For names the caller; may be repeated.",
            HelpName = "address",
        };
        var command = new Command("serve", "Serve the HTTP API, and drive what is due, until stopped.")
        {
            apart,
            proxies,
        };
        foreach (var option in options.All)
        {
            command.Add(option);
        }

        command.SetAction(
            async (parsed, cancellation) =>
            {
                var settings = new ApiSettings(
                    options.Read(parsed, LogLevel.Information),
                    Works: !parsed.GetValue(apart)
                )
                {
                    TrustedProxies = TrustedProxies.Read(parsed.GetValue(proxies) ?? []),
                };
                await using var host = await ApiHost.StartAsync(settings, cancellation);
                var key = Path.Combine(settings.Host.Data.FullName, AdministratorKey.FileName);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(
                    $"The dashboard is at {host.Address}/dashboard, the API at {host.Address}/api/v1; the "
                        + $"administrator's key is in {key}"
                );
                if (host.FirstLink() is { } link)
                {
                    await parsed.InvocationConfiguration.Output.WriteLineAsync(
                        $"No identity provider is connected. This link signs you in once, within 15 minutes: {link}"
                    );
                }

                return await host.WaitAsync(cancellation);
            }
        );
        return command;
    }
}
