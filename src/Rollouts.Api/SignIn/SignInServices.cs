using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Rollouts.Api.Tokens;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.SignIn;

namespace Rollouts.Api.SignIn;

/// <summary>What signing in is made of.</summary>
internal static class SignInServices
{
    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton(SetupOf);
        services.AddSingleton<Cookies>().AddSingleton<CrossSite>().AddSingleton<CodeFlow>().AddSingleton<Arrivals>();
        services.AddSingleton<SessionCabinet>().AddSingleton<SessionDoor>().AddSingleton<TokenDoor>();
    }

    private static SignInSetup SetupOf(IServiceProvider services)
    {
        if (SignInSettings.Of(services.GetRequiredService<CurrentInstallation>().Now) is not { } settings)
        {
            return new SignInSetup(null, null, null);
        }

        var provider = new OpenIdProvider(settings, services.GetRequiredService<Surroundings>());
        var keys = new KeyCache(
            provider,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<KeyCache>>()
        );
        return new SignInSetup(settings, provider, keys);
    }
}
