import { HISTORY_LENGTH } from "../../model/pipeline.ts";

// https://www.jenkins.io/doc/book/using/remote-access-api/: `tree` picks fields, `{0,20}` a range.
// Unknown fields are left out of the answer, so those of a missing plugin may stand here.
const CAUSES = "causes[userId,userName]";
const CHANGES = "items[commitId,msg,timestamp,author[fullName]]";
const ACTIONS = `actions[${CAUSES},lastBuiltRevision[SHA1,branch[name]]]`;
const OUTCOME = "number,result,building,timestamp,duration";
const ITEM = `name,fullName,url,color,buildable,disabled,inQueue,nextBuildNumber,queueItem[inQueueSince,actions[${CAUSES}]]`;

/** All that is asked of one build. A pipeline has `changeSets`, a freestyle build `changeSet`. */
export const BUILD_TREE = `${OUTCOME},${ACTIONS},changeSets[${CHANGES}],changeSet[${CHANGES}]`;

/** How many levels of folders one request covers; its URL stays below 4,000 characters. */
export const LEVELS = 5;

/** How much is asked of each job's older builds. */
export interface HistoryScope {
  /** How many builds, newest first; {@link HISTORY_LENGTH} at most. */
  readonly length: number;
  /** True for their causes and revisions too, about five times the bytes. */
  readonly isDetailed: boolean;
}

/** The usual question: the outcome of the newest builds. */
export const PLAIN_HISTORY: HistoryScope = { length: HISTORY_LENGTH, isDetailed: false };

/**
 * The `tree` of one request for all jobs below an item: the last build of each with causes, revision
 * and changes, the older ones by outcome. The deepest level names what else lies below it.
 */
export function buildTree(history: HistoryScope): string {
  const older = history.isDetailed ? `${OUTCOME},${ACTIONS}` : OUTCOME;
  const item = `${ITEM},builds[${older}]{0,${history.length}},lastBuild[${BUILD_TREE}]`;
  let below = "jobs[name]";
  for (let level = 0; level < LEVELS; level += 1) below = `jobs[${item},${below}]`;
  return below;
}
