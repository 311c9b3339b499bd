using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Layers;

internal sealed class DropoutRule : LayerRule<DropoutLayer>
{
    protected override void Lower(LoweringContext context, DropoutLayer layer, Following following)
    {
        Numbers.BelowOne(layer.Rate, "The rate of Dropout", layer.Origin);
        var name = context.Names.Next("dropout", layer.Name, layer.Origin);
        var input = context.Current;
        if (layer.Rate > 0)
        {
            var output = context.NewValue(name, input.Shape);
            context.Add(new DropoutOperation(name, input, output, layer.Rate, context.DropoutCount), output);
        }

        context.DropoutCount++;
        context.Summarize(new LayerSummary(name, $"Dropout {Numbers.Text(layer.Rate)}", input.Shape, 0, 0, layer.Origin));
    }
}
