using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses;

/// <summary>Edits of input, loss, optimizer, penalties and clipping, on the declaration. What is not understood gives null.</summary>
internal static class EditedTraining
{
    public static DeclaredNetwork? Of(DeclaredNetwork network, Edit edit)
    {
        if (edit.Kind == EditKind.Remove) return Without(network, edit.Target);
        if (network.Optimizers.FirstOrDefault(optimizer => optimizer.Origin == edit.Target) is { } optimizer)
        {
            return Of(optimizer, edit) is { } changed ? network with { Optimizers = Replaced(network.Optimizers, optimizer, changed) } : null;
        }

        if (edit.Target == network.Input.Origin) return Of(network.Input, edit) is { } input ? network with { Input = input } : null;
        if (edit is not { Kind: EditKind.SetPositional, Name: "0" }) return null;
        if (network.Losses.FirstOrDefault(loss => loss.Origin == edit.Target) is { } loss)
        {
            return EditedLayer.Enumerated<LossKind>(edit.Text) is { } kind ? network with { Losses = Replaced(network.Losses, loss, loss with { Kind = kind }) } : null;
        }

        if (EditedLayer.Number(edit.Text) is not { } number) return null;
        if (network.Penalties.FirstOrDefault(penalty => penalty.Origin == edit.Target) is { } penalty) return network with { Penalties = Replaced(network.Penalties, penalty, penalty with { Strength = number }) };
        return network.Clips.FirstOrDefault(clip => clip.Origin == edit.Target) is { } clip ? network with { Clips = Replaced(network.Clips, clip, clip with { Threshold = number }) } : null;
    }

    /// <summary>With an attribute of the training, as fixes write it.</summary>
    public static DeclaredNetwork? Parse(DeclaredNetwork network, string attribute, Origin origin) =>
        attribute == "ClipGlobalNorm(1)" ? network with { Clips = network.Clips.Append(new DeclaredClip(ClipKind.GlobalNorm, 1, 0.99, origin)).ToEquatableArray() } : null;

    private static DeclaredInput? Of(DeclaredInput input, Edit edit)
    {
        if (edit.Kind == EditKind.SetAllPositional)
        {
            var sizes = edit.Text.Split(',').Select(size => EditedLayer.Int(size.Trim())).ToList();
            return sizes.Contains(null) ? null : input with { Shape = sizes.OfType<int>().ToEquatableArray() };
        }

        return edit is { Kind: EditKind.SetArgument, Name: "BatchSize" } && EditedLayer.Int(edit.Text) is { } size ? input with { BatchSize = size } : null;
    }

    private static DeclaredOptimizer? Of(DeclaredOptimizer optimizer, Edit edit) => (optimizer, edit.Kind, edit.Name) switch
    {
        (AdamOptimizer adam, EditKind.Rename, _) => edit.Text == "AdamW" ? adam with { WeightDecay = adam.WeightDecay ?? 0.01 } : null,
        (_, EditKind.SetPositional, "0") => EditedLayer.Number(edit.Text) is { } rate ? optimizer with { Rate = rate } : null,
        (AdamOptimizer adam, EditKind.SetArgument, "WeightDecay") => adam with { WeightDecay = EditedLayer.Number(edit.Text) },
        (AdamOptimizer adam, EditKind.SetArgument or EditKind.RemoveArgument, "Epsilon") => adam with { Epsilon = EditedLayer.Number(edit.Text) ?? 1e-8 },
        (RmsPropOptimizer rmsProp, EditKind.SetArgument or EditKind.RemoveArgument, "Epsilon") => rmsProp with { Epsilon = EditedLayer.Number(edit.Text) ?? 1e-8 },
        (AdaGradOptimizer adaGrad, EditKind.SetArgument or EditKind.RemoveArgument, "Epsilon") => adaGrad with { Epsilon = EditedLayer.Number(edit.Text) ?? 1e-10 },
        _ => null,
    };

    private static DeclaredNetwork Without(DeclaredNetwork network, Origin origin) => network with
    {
        Losses = network.Losses.Where(loss => loss.Origin != origin).ToEquatableArray(),
        Optimizers = network.Optimizers.Where(optimizer => optimizer.Origin != origin).ToEquatableArray(),
        Penalties = network.Penalties.Where(penalty => penalty.Origin != origin).ToEquatableArray(),
        Clips = network.Clips.Where(clip => clip.Origin != origin).ToEquatableArray(),
    };

    private static EquatableArray<T> Replaced<T>(IEnumerable<T> all, T old, T changed)
        where T : class, System.IEquatable<T> => all.Select(one => ReferenceEquals(one, old) ? changed : one).ToEquatableArray();
}
