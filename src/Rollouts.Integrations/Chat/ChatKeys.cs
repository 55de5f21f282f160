using Rollouts.Integrations.Http;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Chat;

/// <summary>The settings that the connection of each chat system has.</summary>
internal static class ChatKeys
{
    public static Key<Uri> Dashboard() =>
        Key.Required(
            "dashboard",
            EndpointKeys.Address,
            "The address under which people reach the dashboard, without '/dashboard'."
        );
}
