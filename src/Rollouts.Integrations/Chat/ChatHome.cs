namespace Rollouts.Integrations.Chat;

/// <summary>The page of the app that one person sees: what waits for this person.</summary>
/// <param name="Text">What stands above the rollouts, or in place of them.</param>
/// <param name="Waiting">The rollouts that wait for the person, with their buttons.</param>
/// <param name="Link">Leads on; null for none.</param>
public sealed record ChatHome(string Text, ValueList<ChatCard> Waiting, DashboardLink? Link);
