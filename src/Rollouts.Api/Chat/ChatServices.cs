using Microsoft.Extensions.DependencyInjection;
using Rollouts.Engine.Chat;

namespace Rollouts.Api.Chat;

/// <summary>What decisions over a chat system are made of.</summary>
internal static class ChatServices
{
    public static void AddChat(this IServiceCollection services)
    {
        services.AddSingleton<ChatCallers>().AddSingleton<ChatLinkCodes>().AddSingleton<ChatAdmission>();
        services
            .AddSingleton<ChatOrders>()
            .AddSingleton<ChatDecisions>()
            .AddSingleton<ChatFreezes>()
            .AddSingleton<ChatCommands>();
        services.AddSingleton<ChatInboxes>().AddHostedService<ChatSockets>();
        services.AddSingleton<ChatHomes>().AddSingleton<ChatUnfurls>();
        services.AddSingleton<ChatViews>().AddHostedService(provider => provider.GetRequiredService<ChatViews>());
        services.AddSingleton<ChatEvents>().AddSingleton<RolloutCardReader>();
        services.AddSingleton<ChatWork>().AddHostedService(provider => provider.GetRequiredService<ChatWork>());
    }
}
