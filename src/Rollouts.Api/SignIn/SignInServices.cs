using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Rollouts.Api.Tokens;
using Rollouts.Engine.Sessions;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.SignIn;

namespace Rollouts.Api.SignIn;

/// <summary>Registers the services of the sign-in.</summary>
internal static class SignInServices
{
    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton(SetupOf);
        services
            .AddSingleton<Cookies>()
            .AddSingleton<CrossSite>()
            .AddSingleton<CodeFlow>()
            .AddSingleton<SignInService>();
        services.AddSingleton<IAntiforgery, SessionAntiforgery>();
        services.AddSingleton(provider =>
            provider.GetRequiredService<SignInSetup>().Settings is { } settings
                ? new SessionLimits(settings.LongestSession, settings.LongestIdle)
                : SessionLimits.Usual
        );
        services.AddSingleton<CookieHandler>().AddSingleton<BearerHandler>();
    }

    private static SignInSetup SetupOf(IServiceProvider services)
    {
        if (SignInSettings.Of(services.GetRequiredService<CurrentInstallation>().Now) is not { } settings)
        {
            return new SignInSetup(null, null, null);
        }

        var provider = new OpenIdProvider(settings, services.GetRequiredService<AdapterContext>());
        var keys = new KeyCache(
            provider,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<KeyCache>>()
        );
        return new SignInSetup(settings, provider, keys);
    }
}
